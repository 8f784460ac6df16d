-- A small picture beside each large one; whether a photo shows the equipment before or after the work; what an open form
-- keeps together until it is recorded; the phone that sent it.
alter table files add column thumbnail text;
alter table files add column moment text check (moment in ('before', 'after'));
alter table files add column pocket text;
alter table files add column handoff_id {{int}};
create index files_pocket on files (pocket, id) where pocket is not null;
create index files_handoff on files (handoff_id) where handoff_id is not null;

-- Pages that a phone opens once, without an account, for some minutes: to send photos, or to sign. Only the digest of the
-- token is here.
create table handoffs (
    id {{int}} primary key,
    token_digest text not null unique,
    purpose text not null check (purpose in ('photos', 'signature')),
    -- Photos go into the pocket of an open form, or straight to a repair file.
    pocket text,
    intake_id {{int}} references intakes (id),
    -- What is to be signed.
    subject text check (subject in ('deposit', 'intake', 'quote', 'release')),
    subject_id {{int}},
    lang text not null,
    made_by {{int}} not null references users (id),
    made_at {{int}} not null,
    expires_at {{int}} not null,
    -- Used, or ended at the desk.
    ended_at {{int}}
){{strict}};
create index handoffs_pocket on handoffs (pocket) where pocket is not null;
create index handoffs_expiry on handoffs (expires_at);

-- Who signed what: the stored texts of the documents that were shown, by their digest.
create table signatures (
    id {{int}} primary key,
    subject text not null check (subject in ('deposit', 'intake', 'quote', 'release')),
    subject_id {{int}} not null,
    -- The file it belongs to; of a deposit of several, the first.
    intake_id {{int}} not null references intakes (id),
    signer text not null,
    way text not null check (way in ('drawn', 'typed')),
    -- Digest of the drawing among the files.
    image text,
    -- Ids of the documents that were shown, as JSON, and the digest of their texts, in that order.
    documents text not null,
    digest text not null,
    signed_at {{int}} not null,
    -- At the counter by this member of staff, or on a phone that they handed over.
    recorded_by {{int}} references users (id),
    handoff_id {{int}} references handoffs (id),
    -- Another took its place.
    replaced_at {{int}},
    replaced_by {{int}} references users (id),
    replace_reason text,
    check ((way = 'drawn') = (image is not null))
){{strict}};
create unique index signatures_one on signatures (subject, subject_id) where replaced_at is null;
create index signatures_intake on signatures (intake_id, id);
