-- The checks a technician answers on a sheet, as they were worded when they were answered: [{"label","before","after"}].
alter table interventions add column checks text not null default '[]';
alter table sheet_drafts add column checks text not null default '[]';
