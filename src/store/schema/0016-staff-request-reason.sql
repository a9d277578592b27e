-- Why a request about staff was refused: whoever asked is told, in the words of whoever refused. Refusals before this have none.
alter table schleuse.staff_request
  add column answer_reason text check (length(answer_reason) between 1 and 500),
  add check (answer_reason is null or answer = 'refused');
grant update (answer_reason) on schleuse.staff_request to :app;
