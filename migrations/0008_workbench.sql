-- The technician's day: what is timed, what is being typed of a sheet, parts known from before.

-- A stretch of work of one technician on one sheet, from its start to its stop.
create table timers (
    id {{int}} primary key,
    user_id {{int}} not null references users (id),
    intervention_id {{int}} not null references interventions (id),
    intake_id {{int}} not null references intakes (id),
    started_at {{int}} not null,
    -- Since when it runs; null while it is paused.
    running_since {{int}},
    stopped_at {{int}},
    -- Longer than a working day: a person says the minutes before they are billed.
    forgotten_at {{int}},
    -- Billed, corrected or dropped.
    settled_at {{int}}
){{strict}};
-- One at a time, whatever two tabs do.
create unique index timers_open on timers (user_id) where stopped_at is null;
create index timers_unsettled on timers (user_id, id) where settled_at is null;
create index timers_intake on timers (intake_id, id);
create index timers_sheet on timers (intervention_id, user_id);

-- The pieces of it between pauses that have ended.
create table timer_pieces (
    timer_id {{int}} not null references timers (id),
    began_at {{int}} not null,
    ended_at {{int}} not null,
    primary key (timer_id, began_at)
){{strict}};

-- What was billed of it: minutes of a day, and the line they stand in.
create table timer_days (
    timer_id {{int}} not null references timers (id),
    day {{int}} not null,
    minutes {{int}} not null,
    labour_id {{int}} not null references labour (id),
    primary key (timer_id, day)
){{strict}};

-- Diagnosis and report as they are being typed: kept every few seconds, an amendment only when they are saved.
create table sheet_drafts (
    -- The key of the form: what is saved from it once takes it away.
    id text primary key,
    user_id {{int}} not null references users (id),
    intervention_id {{int}} not null references interventions (id),
    -- The version that was read.
    version {{int}} not null,
    diagnosis text not null,
    report text not null,
    saved_at {{int}} not null
){{strict}};
create index sheet_drafts_user on sheet_drafts (intervention_id, user_id, saved_at desc);

-- Parts this shop used before: what a few letters or a scan find, with the price of the last time.
create table known_parts (
    id {{int}} primary key,
    -- Label and reference, folded: one part.
    folded text not null unique,
    label text not null,
    reference text,
    unit_price {{int}} not null,
    tax_rate {{int}} not null,
    uses {{int}} not null,
    last_at {{int}} not null
){{strict}};
-- The words of their labels and references. Compared byte by byte on both engines.
create table known_part_words (
    -- sqlite: word text not null,
    -- postgres: word text collate "C" not null,
    part_id {{int}} not null references known_parts (id),
    primary key (word, part_id)
){{strict}}
-- sqlite: , without rowid
;
-- Since when what was used before this table is in it too.
create table known_parts_since (
    id {{int}} primary key check (id = 1),
    at {{int}} not null
){{strict}};

-- What is waited for, for those who order.
create index parts_awaited on parts (awaited_at, id) where awaited_at is not null and arrived_at is null and removed_at is null;
create index parts_arrived on parts (arrived_at, id) where awaited_at is not null and arrived_at is not null and removed_at is null;
create index parts_supplier on parts (id) where supplier is not null;
