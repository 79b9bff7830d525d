create table member (
  id bigint generated always as identity primary key,
  name varchar(40) not null unique,
  password varchar(255) not null
);

-- The hash of each token, so that who reads this table can't sign in.
create table token (
  hash varchar(64) primary key,
  member_id bigint not null references member on delete cascade,
  expires_at timestamp with time zone not null
);

create table post (
  id bigint generated always as identity primary key,
  member_id bigint not null references member on delete cascade,
  text varchar(2000) not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null
);

create table image (
  post_id bigint primary key references post on delete cascade,
  type varchar(40) not null,
  bytes bytea not null
);
