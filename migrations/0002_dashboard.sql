-- What the dashboard asks at every visit, however many files there are: the stillest open ones, and those past their promise.
create index spans_still on spans (began_at, intake_id) where ended_at is null and state <> 'released';
create index intakes_late on intakes (promised_at, state) where released_at is null and voided_at is null;
