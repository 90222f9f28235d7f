-- What a fresh cluster needs before the first migration. Run by devstack at each change, and by
-- the postgres image of compose.yaml once; so it can be repeated. Superuser, psql 15 or newer.

SELECT 'CREATE ROLE inkstead' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'inkstead') \gexec

-- CREATEROLE: each blog has a role of its own. Never a superuser: the wall between blogs is
-- made of privileges.
ALTER ROLE inkstead LOGIN CREATEROLE CREATEDB NOSUPERUSER NOREPLICATION NOBYPASSRLS;

-- Statements are noted in the server's log and statistics; one that holds a password is not.
SET log_statement = none;
SET log_min_duration_statement = -1;
SET log_min_error_statement = panic;
SET pg_stat_statements.track_utility = off;

-- On a socket only its owner reaches, no password is asked for. Over TCP there is one.
\getenv password INKSTEAD_DATABASE_PASSWORD
\if :{?password}
ALTER ROLE inkstead PASSWORD :'password';
\endif

-- template1 first: databases made from it, a test run's too, are then ready as well.
\connect template1
\ir database.psql

SELECT 'CREATE DATABASE inkstead OWNER inkstead' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'inkstead') \gexec

\connect inkstead
\ir database.psql
