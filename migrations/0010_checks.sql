-- The checks a technician answers on a sheet, as they were worded when they were answered: [{"label","before","after"}].
alter table interventions add column checks text not null default '[]';
alter table sheet_drafts add column checks text not null default '[]';

-- A form that was recorded stays known a while: another counter may still show it.
alter table drafts add column recorded_at {{int}};
