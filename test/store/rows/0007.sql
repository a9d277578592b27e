insert into schleuse.workflow_worker (id, queue_id, name) values ('0198a000-0000-7000-8000-000000000061', 'pool-1', 'host:1');
insert into schleuse.workflow_lease (job_key, token, worker_id) values ('sign-heads', 7, '0198a000-0000-7000-8000-000000000061');
insert into schleuse.workflow_schedule (job_key, every_ms, next_at) values ('sign-heads', 60000, '2026-01-02 03:04:00+00');
insert into schleuse.workflow_schedule (job_key, cron, next_at) values ('retention', '30 2 * * *', '2026-01-03 02:30:00+00');
