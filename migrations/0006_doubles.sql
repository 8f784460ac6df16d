-- A client that was recorded twice: the double leads to the one that is kept, and leaves every list.
alter table clients add column merged_into {{int}} references clients (id);
alter table clients add column merged_at {{int}};
create index clients_merged on clients (merged_into) where merged_into is not null;
