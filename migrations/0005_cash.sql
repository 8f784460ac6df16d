-- The cash of each person: their drawer, and its closings.

create table closings (
  id {{int}} primary key,
  number text not null unique,
  user_id {{int}} not null references users (id),
  day {{int}} not null,
  -- Cash in the drawer when it was opened, and what stays for the next time.
  float_before {{int}} not null,
  float_after {{int}} not null,
  count {{int}} not null,
  first_at {{int}} not null,
  last_at {{int}} not null,
  reason text,
  closed_at {{int}} not null,
  closed_by {{int}} not null references users (id),
  voided_at {{int}},
  voided_by {{int}} references users (id),
  void_reason text
){{strict}};
create index closings_user on closings (user_id, id desc);
create index closings_day on closings (day desc, id desc);

create table closing_sums (
  closing_id {{int}} not null references closings (id),
  means text not null check (means in ('cash', 'cheque', 'transfer', 'card')),
  count {{int}} not null,
  received {{int}} not null,
  returned {{int}} not null,
  counted {{int}} not null,
  primary key (closing_id, means)
){{strict}};

-- Whose drawer a payment went into or came out of, and the closing that counted it. A correction belongs to the drawer of the
-- row that it takes back: no money moves by it. A voided closing lets go of its rows.
create table drawer_rows (
  payment_id {{int}} primary key references payments (id),
  user_id {{int}} not null references users (id),
  closing_id {{int}} references closings (id)
){{strict}};
create index drawer_rows_open on drawer_rows (user_id, payment_id) where closing_id is null;
create index drawer_rows_closing on drawer_rows (closing_id) where closing_id is not null;
insert into drawer_rows (payment_id, user_id)
  select p.id, coalesce(w.by_user, p.by_user) from payments p left join payments w on w.id = p.reverses_id
  where coalesce(w.by_user, p.by_user) is not null;
