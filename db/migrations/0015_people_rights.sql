-- By hand: the roles a workspace starts with do what their like do in a new one (db/domain/policy.ts).
update roles set permissions = array_append(permissions, 'chat.export')
where key is not null and not 'chat.export' = any(permissions);
--> statement-breakpoint
update roles set permissions = array_append(permissions, 'contacts.erase')
where key = 'admin' and not 'contacts.erase' = any(permissions);
