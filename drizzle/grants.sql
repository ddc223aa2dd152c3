-- Roles, grants and triggers. Run by every migration after the numbered files; each statement can be repeated.

-- The application's role. Whoever signs in acts as it; it owns nothing and alters no table.
do $$
begin
  if not exists (select from pg_roles where rolname = 'control_plane_app') then
    create role control_plane_app nologin;
  end if;
exception
  when duplicate_object or unique_violation then null; -- made by a migration of another database at this moment
  when insufficient_privilege then
    raise exception 'The role "control_plane_app" is missing and "%" may not make it', current_user
      using hint = format('Ask an administrator to run: create role control_plane_app nologin; grant control_plane_app to %I;', current_user);
end
$$;
--> statement-breakpoint
-- Members may act as it: this owner, and the login of the embedded database that the web and the worker use.
do $$
declare
  login text;
begin
  foreach login in array array[current_user::text, 'control_plane_web'] loop
    if exists (select from pg_roles where rolname = login)
      and not exists (
        select from pg_auth_members m
        join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member
        where g.rolname = 'control_plane_app' and r.rolname = login and (to_jsonb(m) ->> 'set_option') is distinct from 'false'
      )
      and not (select rolsuper from pg_roles where rolname = login)
    then
      execute format('grant control_plane_app to %I', login);
    end if;
  end loop;
exception
  when insufficient_privilege then
    raise exception '"%" may not act as the role "control_plane_app"', current_user
      using hint = format('Ask an administrator to run: grant control_plane_app to %I;', current_user);
end
$$;
--> statement-breakpoint
grant usage on schema public, drizzle, pgboss to control_plane_app;
--> statement-breakpoint
grant select on all tables in schema drizzle to control_plane_app;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public, pgboss to control_plane_app;
--> statement-breakpoint
grant usage on all sequences in schema public, pgboss to control_plane_app;
--> statement-breakpoint
grant execute on all functions in schema pgboss to control_plane_app;
--> statement-breakpoint
revoke all on audit_entries from control_plane_app;
--> statement-breakpoint
grant select, insert on audit_entries to control_plane_app;
--> statement-breakpoint
create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create or replace trigger audit_entries_append_only
  before update or delete or truncate on audit_entries
  for each statement execute function refuse_audit_change();
--> statement-breakpoint
-- Also when a session pretends to be a replica.
alter table audit_entries enable always trigger audit_entries_append_only;
