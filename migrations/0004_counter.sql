-- Deposits that are not recorded yet: kept every few seconds while someone types, or put aside for any counter. Never an unlock
-- code, never a number of a voucher.
create table drafts (
    -- The key of the form: what is recorded from it once takes it away.
    id text primary key,
    user_id {{int}} not null references users (id),
    title text not null,
    -- Names and values of the fields, as JSON.
    body text not null,
    saved_at {{int}} not null,
    -- Put aside: anybody may go on with it.
    parked_at {{int}}
){{strict}};
create index drafts_user on drafts (user_id, saved_at desc);
create index drafts_parked on drafts (parked_at) where parked_at is not null;

-- Who left owing, asked at every new deposit.
create index releases_owing on releases (intake_id) where owing > 0;

-- Whose number it is, asked at every new client.
create index clients_phone2 on clients (phone2) where phone2 is not null;
