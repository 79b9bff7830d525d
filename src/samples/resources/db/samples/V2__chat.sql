create table room (
  id bigint generated always as identity primary key,
  title varchar(80) not null,
  owner varchar(7) not null,
  capacity int not null,
  password varchar(255)
);

create table line (
  id bigint generated always as identity primary key,
  room_id bigint not null references room on delete cascade,
  author varchar(7) not null,
  text varchar(2000) not null,
  type varchar(40),
  picture bytea,
  said_at timestamp with time zone not null
);

create index line_of_room on line (room_id, id);
