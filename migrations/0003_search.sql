-- What the one box finds by: the words of clients, equipment and intakes, and the ends of their codes, so that any fragment
-- is the beginning of one. Compared byte by byte on both engines.
create table finds (
    kind text not null check (kind in ('client', 'equipment', 'intake')),
    subject_id {{int}} not null,
    -- sqlite: word text not null,
    -- postgres: word text collate "C" not null,
    primary key (kind, subject_id, word)
){{strict}}
-- sqlite: , without rowid
;
create unique index finds_word on finds (kind, word, subject_id desc);

-- Which version of the words the rows above are: older ones are made again when the server starts.
create table finds_version (
    id {{int}} primary key check (id = 1),
    version {{int}} not null
){{strict}};
