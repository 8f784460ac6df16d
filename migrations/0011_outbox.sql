-- What the shop sends to its clients: the gateway that carries text messages, what waits or was sent, who is to be called.
create table sms_gateway (
  id {{int}} primary key check (id = 1),
  -- JSON; its secret apart, sealed by the shop's key.
  body text not null,
  secret text,
  version {{int}} not null
){{strict}};

create table outbox (
  id {{int}} primary key,
  -- What it tells, with the transition it tells of: the same is told once.
  key text not null unique,
  channel text not null check (channel in ('sms', 'email')),
  what text not null,
  client_id {{int}} references clients (id),
  intake_id {{int}} references intakes (id),
  -- A number in E.164, or an e-mail address.
  address text not null,
  lang text not null,
  body text not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'delivered', 'failed', 'unknown', 'dropped')),
  -- Not before.
  run_at {{int}} not null,
  lease_until {{int}} not null,
  attempts {{int}} not null,
  -- How often it may have left.
  sends {{int}} not null,
  -- When the request that is under way began to leave.
  sent_at {{int}},
  -- Why it is not there, or not surely, and what the other end said.
  why text,
  detail text,
  -- What the gateway calls it.
  provider_id text,
  created_at {{int}} not null,
  asked_by {{int}} references users (id),
  ended_at {{int}}
){{strict}};
create index outbox_waiting on outbox (run_at, id) where state = 'waiting';
create index outbox_sending on outbox (lease_until) where state = 'sending';
create index outbox_stuck on outbox (id) where state in ('failed', 'unknown');
create index outbox_intake on outbox (intake_id) where intake_id is not null;
create index outbox_client on outbox (client_id) where client_id is not null;
create index outbox_ended on outbox (ended_at) where ended_at is not null;

-- Files whose client is to be told by telephone, because nothing else reached them.
create table calls (
  id {{int}} primary key,
  intake_id {{int}} not null references intakes (id),
  what text not null,
  why text not null,
  created_at {{int}} not null,
  done_at {{int}},
  done_by {{int}} references users (id),
  note text
){{strict}};
create unique index calls_open on calls (intake_id) where done_at is null;
create index calls_of_intake on calls (intake_id);
