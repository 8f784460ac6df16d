-- The whole ground of a repair shop. Types: {{int}} and text only. Ids are made by the application; instants are UTC
-- milliseconds; days are yyyymmdd; money is minor units; rates are basis points; quantities are thousandths.

-- People of the shop ------------------------------------------------------------------------------------------------
create table users (
  id {{int}} primary key,
  login text not null unique,
  name text not null,
  role text not null check (role in ('technician', 'sales', 'manager')),
  lang text not null check (lang in ('fr', 'ar', 'en')),
  phone text,
  password_hash text not null,
  must_change_since {{int}},
  takes_tickets_since {{int}},
  created_at {{int}} not null,
  deactivated_at {{int}},
  version {{int}} not null
){{strict}};

create table sessions (
  digest text primary key,
  user_id {{int}} not null references users (id),
  created_at {{int}} not null,
  seen_at {{int}} not null,
  expires_at {{int}} not null,
  agent text not null,
  address text not null
){{strict}};
create index sessions_user on sessions (user_id);

create table api_tokens (
  id {{int}} primary key,
  user_id {{int}} not null references users (id),
  digest text not null unique,
  label text not null,
  created_at {{int}} not null,
  revoked_at {{int}}
){{strict}};

-- Tries that are counted: a log-in name, an address. One row a key, a new window when the old one has passed.
create table limits (
  key text primary key,
  since {{int}} not null,
  tries {{int}} not null
){{strict}};

create table settings (
  id {{int}} primary key check (id = 1),
  body text not null,
  version {{int}} not null,
  changed_at {{int}} not null
){{strict}};

create table counters (
  kind text not null,
  year {{int}} not null,
  value {{int}} not null,
  primary key (kind, year)
){{strict}};

-- Clients and their things ------------------------------------------------------------------------------------------
create table clients (
  id {{int}} primary key,
  kind text not null check (kind in ('individual', 'company')),
  name text not null,
  folded text not null,
  phone text,
  phone_typed text not null,
  phone2 text,
  email text,
  address text,
  wilaya text,
  commune text,
  lang text not null check (lang in ('fr', 'ar', 'en')),
  legal_form text,
  rc text,
  nif text,
  nis text,
  ai text,
  warning text,
  source text unique,
  raw text,
  created_at {{int}} not null,
  version {{int}} not null
){{strict}};
create index clients_folded on clients (folded, id);
create index clients_phone on clients (phone);
create index clients_created on clients (created_at desc, id desc);

create table contacts (
  id {{int}} primary key,
  client_id {{int}} not null references clients (id),
  name text not null,
  title text,
  phone text,
  phone_typed text not null,
  email text,
  sees_all_since {{int}},
  archived_at {{int}},
  created_at {{int}} not null,
  version {{int}} not null
){{strict}};
create index contacts_client on contacts (client_id);
create index contacts_phone on contacts (phone);

create table equipment (
  id {{int}} primary key,
  client_id {{int}} not null references clients (id),
  category text not null,
  brand text,
  model text,
  serial text,
  serial_folded text,
  year {{int}},
  note text,
  folded text not null,
  source text unique,
  created_at {{int}} not null,
  version {{int}} not null
){{strict}};
create index equipment_client on equipment (client_id, id);
create index equipment_serial on equipment (serial_folded) where serial_folded is not null;

-- The repair file ---------------------------------------------------------------------------------------------------
create table deposits (
  id {{int}} primary key,
  client_id {{int}} not null references clients (id),
  contact_id {{int}} references contacts (id),
  depositor_name text,
  depositor_phone text,
  deposited_at {{int}} not null,
  recorded_at {{int}} not null,
  recorded_by {{int}} references users (id)
){{strict}};
create index deposits_client on deposits (client_id);

create table intakes (
  id {{int}} primary key,
  number text not null unique,
  deposit_id {{int}} not null references deposits (id),
  client_id {{int}} not null references clients (id),
  equipment_id {{int}} not null references equipment (id),
  state text not null check (state in ('awaiting_intervention', 'shipped', 'in_progress', 'completed', 'released')),
  hold text not null check (hold in ('none', 'waiting_part', 'waiting_quote', 'waiting_labour')),
  outcome text check (outcome in ('repaired', 'no_fault', 'not_repairable', 'quote_refused', 'withdrawn', 'exchanged', 'lost')),
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  technician_id {{int}} references users (id),
  fault text not null,
  requested text,
  accessories text not null,
  condition text,
  warranty text not null check (warranty in ('none', 'manufacturer', 'shop', 'repair')),
  warranty_until {{int}},
  warranty_invoice text,
  warranty_bought {{int}},
  warranty_seller text,
  warranty_ruling text check (warranty_ruling in ('covered', 'not_covered')),
  parent_id {{int}} references intakes (id),
  promised_at {{int}},
  spending_limit {{int}},
  shelf text,
  deposited_at {{int}} not null,
  completed_at {{int}},
  released_at {{int}},
  repair_warranty_until {{int}},
  voided_at {{int}},
  voided_by {{int}} references users (id),
  void_reason text,
  tracking_epoch {{int}} not null,
  source text unique,
  raw text,
  touched_at {{int}} not null,
  version {{int}} not null
){{strict}};
create index intakes_deposited on intakes (deposited_at desc, id desc) where voided_at is null;
create index intakes_state on intakes (state, deposited_at desc, id desc) where voided_at is null;
create index intakes_client on intakes (client_id, deposited_at desc, id desc);
create index intakes_equipment on intakes (equipment_id, deposited_at desc);
create index intakes_deposit on intakes (deposit_id);
create index intakes_open on intakes (state, hold, promised_at) where released_at is null and voided_at is null;
create index intakes_technician on intakes (technician_id, state) where released_at is null and voided_at is null;

create table unlock_codes (
  intake_id {{int}} primary key references intakes (id),
  kind text not null check (kind in ('pin', 'pattern')),
  sealed text not null,
  typed_at {{int}} not null,
  typed_by {{int}} references users (id)
){{strict}};

create table spans (
  id {{int}} primary key,
  intake_id {{int}} not null references intakes (id),
  state text not null,
  hold text not null,
  began_at {{int}} not null,
  ended_at {{int}}
){{strict}};
create unique index spans_running on spans (intake_id) where ended_at is null;
create index spans_intake on spans (intake_id, began_at);

create table interventions (
  id {{int}} primary key,
  number text not null unique,
  intake_id {{int}} not null unique references intakes (id),
  technician_id {{int}} references users (id),
  diagnosis text not null,
  report text not null,
  opened_at {{int}} not null,
  opened_by {{int}} references users (id),
  completed_at {{int}},
  version {{int}} not null
){{strict}};

create table parts (
  id {{int}} primary key,
  intervention_id {{int}} not null references interventions (id),
  label text not null,
  reference text,
  quantity {{int}} not null,
  unit_price {{int}} not null,
  tax_rate {{int}} not null,
  covered_since {{int}},
  awaited_at {{int}},
  supplier text,
  ordered_on {{int}},
  expected_on {{int}},
  arrived_at {{int}},
  added_at {{int}} not null,
  added_by {{int}} references users (id),
  removed_at {{int}},
  version {{int}} not null
){{strict}};
create index parts_intervention on parts (intervention_id, id);

create table labour (
  id {{int}} primary key,
  intervention_id {{int}} not null references interventions (id),
  technician_id {{int}} not null references users (id),
  worked_on {{int}} not null,
  minutes {{int}} not null,
  hourly_rate {{int}} not null,
  tax_rate {{int}} not null,
  label text,
  covered_since {{int}},
  added_at {{int}} not null,
  added_by {{int}} references users (id),
  removed_at {{int}},
  version {{int}} not null
){{strict}};
create index labour_intervention on labour (intervention_id, id);

create table amendments (
  id {{int}} primary key,
  subject text not null,
  version {{int}} not null,
  at {{int}} not null,
  by_user {{int}} references users (id),
  was text not null,
  unique (subject, version)
){{strict}};

create table quotes (
  id {{int}} primary key,
  intake_id {{int}} not null references intakes (id),
  number text,
  revision {{int}} not null,
  state text not null check (state in ('draft', 'sent', 'seen', 'accepted', 'refused', 'expired', 'superseded', 'withdrawn')),
  currency text not null,
  discount_share {{int}} not null,
  discount_amount {{int}} not null,
  note text,
  valid_until {{int}} not null,
  net {{int}} not null,
  total {{int}} not null,
  waits_since {{int}},
  prepared_at {{int}} not null,
  prepared_by {{int}} references users (id),
  sent_at {{int}},
  sent_by {{int}} references users (id),
  seen_at {{int}},
  answered_at {{int}},
  answer_way text check (answer_way in ('shop', 'phone', 'email', 'link', 'portal')),
  answer_name text,
  answer_phone text,
  answer_reason text,
  answer_proof {{int}},
  answered_by {{int}} references users (id),
  ended_at {{int}},
  version {{int}} not null
){{strict}};
create unique index quotes_number on quotes (number, revision) where number is not null;
create unique index quotes_open on quotes (intake_id) where state in ('draft', 'sent', 'seen');
create index quotes_intake on quotes (intake_id, id);
create index quotes_waiting on quotes (valid_until) where state in ('sent', 'seen');

create table quote_lines (
  id {{int}} primary key,
  quote_id {{int}} not null references quotes (id),
  position {{int}} not null,
  kind text not null check (kind in ('part', 'labour', 'other')),
  label text not null,
  reference text,
  quantity {{int}} not null,
  unit_price {{int}} not null,
  tax_rate {{int}} not null,
  origin {{int}}
){{strict}};
create index quote_lines_quote on quote_lines (quote_id, position);

create table partners (
  id {{int}} primary key,
  name text not null,
  folded text not null,
  phone text,
  phone_typed text not null,
  email text,
  address text,
  note text,
  archived_at {{int}},
  created_at {{int}} not null,
  version {{int}} not null
){{strict}};

create table shipments (
  id {{int}} primary key,
  number text not null unique,
  intake_id {{int}} not null references intakes (id),
  partner_id {{int}} not null references partners (id),
  state text not null check (state in ('prepared', 'dispatched', 'received', 'lost')),
  carrier text,
  tracking_number text,
  contents text,
  seal text,
  erasure_consent text not null check (erasure_consent in ('asked_not', 'allowed', 'forbidden')),
  under_warranty_since {{int}},
  prepared_at {{int}} not null,
  prepared_by {{int}} references users (id),
  dispatched_at {{int}},
  dispatched_by {{int}} references users (id),
  expected_on {{int}},
  ended_at {{int}},
  ended_by {{int}} references users (id),
  result text check (result in ('repaired', 'exchanged', 'refused', 'not_repairable')),
  work_done text,
  cost {{int}},
  new_serial text,
  old_serial text,
  lost_reason text,
  cancelled_at {{int}},
  version {{int}} not null
){{strict}};
create unique index shipments_open on shipments (intake_id) where state in ('prepared', 'dispatched') and cancelled_at is null;
create index shipments_intake on shipments (intake_id, id);
create index shipments_out on shipments (expected_on, id) where state in ('prepared', 'dispatched') and cancelled_at is null;
create index shipments_recent on shipments (prepared_at desc, id desc);

create table payments (
  id {{int}} primary key,
  number text not null unique,
  intake_id {{int}} not null references intakes (id),
  client_id {{int}} not null references clients (id),
  kind text not null check (kind in ('deposit', 'balance', 'refund', 'reversal')),
  means text not null check (means in ('cash', 'cheque', 'transfer', 'card')),
  amount {{int}} not null,
  currency text not null,
  reference text,
  reverses_id {{int}} unique references payments (id),
  reason text,
  day {{int}} not null,
  at {{int}} not null,
  by_user {{int}} references users (id)
){{strict}};
create index payments_intake on payments (intake_id, id);
create index payments_day on payments (day, id);

create table releases (
  id {{int}} primary key,
  number text not null unique,
  intake_id {{int}} not null unique references intakes (id),
  kind text not null check (kind in ('normal', 'withdrawn', 'unclaimed')),
  collector text not null check (collector in ('client', 'contact', 'other', 'nobody')),
  collector_name text not null,
  id_kind text check (id_kind in ('national', 'passport', 'licence', 'other')),
  id_last4 text,
  relation text,
  voucher_lost_at {{int}},
  accessories_back text not null,
  due {{int}} not null,
  paid {{int}} not null,
  owing {{int}} not null,
  owing_allowed_by {{int}} references users (id),
  repair_warranty_days {{int}} not null,
  reason text,
  released_at {{int}} not null,
  released_by {{int}} references users (id)
){{strict}};

-- Software tickets, notes, files -------------------------------------------------------------------------------------
create table tickets (
  id {{int}} primary key,
  number text not null unique,
  client_id {{int}} not null references clients (id),
  contact_id {{int}} references contacts (id),
  depositor_name text,
  depositor_phone text,
  software text not null,
  problem text not null,
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  state text not null check (state in ('open', 'taken', 'closed')),
  opened_at {{int}} not null,
  opened_by {{int}} references users (id),
  taken_at {{int}},
  taken_by {{int}} references users (id),
  closed_at {{int}},
  closed_by {{int}} references users (id),
  closing_note text,
  intake_id {{int}} references intakes (id),
  voided_at {{int}},
  voided_by {{int}} references users (id),
  void_reason text,
  version {{int}} not null
){{strict}};
create index tickets_state on tickets (state, opened_at desc, id desc) where voided_at is null;
create index tickets_opened on tickets (opened_at desc, id desc) where voided_at is null;
create index tickets_client on tickets (client_id, id);
create index tickets_intake on tickets (intake_id) where intake_id is not null;

create table notes (
  id {{int}} primary key,
  intake_id {{int}} references intakes (id),
  ticket_id {{int}} references tickets (id),
  body text not null,
  at {{int}} not null,
  by_user {{int}} references users (id)
){{strict}};
create index notes_intake on notes (intake_id, id) where intake_id is not null;
create index notes_ticket on notes (ticket_id, id) where ticket_id is not null;

-- A file without an intake is pending: typed forms that were refused keep their uploads for a day.
create table files (
  id {{int}} primary key,
  intake_id {{int}} references intakes (id),
  digest text not null,
  name text not null,
  media_type text not null,
  size {{int}} not null,
  width {{int}},
  height {{int}},
  kind text not null check (kind in ('photo', 'document', 'proof', 'logo')),
  caption text,
  added_at {{int}} not null,
  added_by {{int}} references users (id),
  removed_at {{int}}
){{strict}};
create index files_intake on files (intake_id, id) where intake_id is not null;
create index files_pending on files (added_at) where intake_id is null;

-- What happened, what is to be done, what was printed ------------------------------------------------------------------
create table events (
  id {{int}} primary key,
  at {{int}} not null,
  actor_kind text not null check (actor_kind in ('staff', 'portal', 'link', 'system')),
  actor_id {{int}},
  kind text not null,
  intake_id {{int}},
  subject text not null,
  body text not null
){{strict}};
create index events_intake on events (intake_id, id) where intake_id is not null;
create index events_subject on events (subject, id);

create table jobs (
  id {{int}} primary key,
  kind text not null,
  key text not null unique,
  body text not null,
  state text not null check (state in ('ready', 'done', 'failed')),
  run_at {{int}} not null,
  lease_until {{int}} not null,
  attempts {{int}} not null,
  last_error text,
  created_at {{int}} not null,
  ended_at {{int}}
){{strict}};
create index jobs_ready on jobs (run_at, id) where state = 'ready';

create table notices (
  id {{int}} primary key,
  user_id {{int}} not null references users (id),
  kind text not null,
  intake_id {{int}} references intakes (id),
  ticket_id {{int}} references tickets (id),
  at {{int}} not null,
  read_at {{int}}
){{strict}};
create index notices_unread on notices (user_id, id) where read_at is null;

create table submissions (
  key text not null,
  actor text not null,
  route text not null,
  digest text not null,
  location text,
  at {{int}} not null,
  primary key (actor, key)
){{strict}};
create index submissions_at on submissions (at);

create table documents (
  id {{int}} primary key,
  kind text not null,
  subject {{int}} not null,
  version {{int}} not null,
  intake_id {{int}},
  number text not null,
  template {{int}} not null,
  snapshot text not null,
  issued_at {{int}} not null,
  issued_by {{int}},
  voided_at {{int}},
  void_reason text,
  unique (kind, subject, version)
){{strict}};
create index documents_intake on documents (intake_id, id) where intake_id is not null;

create table renderings (
  document_id {{int}} not null references documents (id),
  format text not null,
  lang text not null,
  struck {{int}} not null,
  digest text not null,
  made_at {{int}} not null,
  primary key (document_id, format, lang, struck)
){{strict}};
