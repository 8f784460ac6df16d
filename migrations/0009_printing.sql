-- The printers of the shop, what is printed at which moment and where, and what thermal printers are to print.
create table printers (
  id {{int}} primary key,
  name text not null,
  via text not null check (via in ('network', 'device')),
  -- `host:port`, or the path of a device file.
  address text not null,
  paper text not null check (paper in ('r80', 'r58', 'l62x29', 'l57x32', 'l50x25')),
  dots text not null check (dots in ('203', '300')),
  finish text not null check (finish in ('cut', 'feed', 'gap')),
  -- Whether it says what became of a print.
  answers text not null check (answers in ('yes', 'no')),
  -- Until when a server prints on it: one strip after the other.
  busy_until {{int}} not null,
  archived_at {{int}},
  created_at {{int}} not null,
  version {{int}} not null
){{strict}};

-- What is printed at which moment: one row, JSON, like the settings.
create table print_plan (
  id {{int}} primary key check (id = 1),
  body text not null,
  version {{int}} not null
){{strict}};

create table prints (
  id {{int}} primary key,
  printer_id {{int}} not null references printers (id),
  -- None: a test strip.
  document_id {{int}} references documents (id),
  copy text not null,
  lang text not null,
  state text not null check (state in ('waiting', 'printing', 'done', 'failed', 'unknown', 'dropped')),
  -- Not before.
  run_at {{int}} not null,
  lease_until {{int}} not null,
  attempts {{int}} not null,
  -- When the first bytes left. After that, what is on paper is known only from the printer's answer.
  sent_at {{int}},
  -- Why it is not on paper, or not surely.
  why text,
  asked_by {{int}} references users (id),
  asked_at {{int}} not null,
  ended_at {{int}}
){{strict}};
create index prints_waiting on prints (printer_id, id) where state = 'waiting';
create index prints_printing on prints (lease_until) where state = 'printing';
create index prints_open on prints (id) where state in ('waiting', 'printing', 'failed', 'unknown');
create index prints_ended on prints (ended_at) where ended_at is not null;
