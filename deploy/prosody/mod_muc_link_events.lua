-- Tells a component how the server's own connections to other domains fare, and cuts a dead one off when the component asks.
-- For Prosody 0.12 and 13. Load it on the component; README.md beside this file describes what is said.
--
-- MIT licence, like the rest of MucService.

local st = require "util.stanza";
local jid_prep = require "util.jid".prep;

local xmlns = "urn:x-mucservice:link-events:0";
local snapshot_size = 100;

if module:get_host_type() ~= "component" then
	error("mod_muc_link_events belongs into the modules_enabled of a component", 0);
end

-- Whom the component hears: a domain that is served here, so that nobody outside can speak in its name.
local speaker = module:get_option_string("muc_link_events_host", (module.host:gsub("^[^.]*%.", "")));

local function is_served()
	return speaker ~= module.host and prosody.hosts[speaker] ~= nil;
end

local function is_heard()
	local component = prosody.hosts[module.host].modules.component;
	return component and component.connected and is_served();
end

local function reason_text(reason)
	if type(reason) == "table" then
		reason = reason.text or reason.condition;
	end
	return type(reason) == "string" and reason:gsub("[^%g ]", "?"):sub(1, 200) or nil;
end

local function new_message()
	return st.message({ from = speaker, to = module.host }):tag("links", { xmlns = xmlns });
end

local function tell(domain, direction, state, reason)
	-- An incoming connection that ends before it has said who it is concerns nobody.
	if not domain or not is_heard() then return; end
	module:send(new_message():tag("link", {
		domain = domain; direction = direction; state = state; text = reason_text(reason);
	}));
end

module:hook("s2sout-established", function (event)
	tell(event.session.to_host, "out", "opened");
end);

module:hook("s2sin-established", function (event)
	tell(event.session.from_host, "in", "opened");
end);

module:hook("s2sout-destroyed", function (event)
	tell(event.session.to_host, "out", "closed", event.reason);
end);

module:hook("s2sin-destroyed", function (event)
	tell(event.session.from_host, "in", "closed", event.reason);
end);

-- An attempt that led to nothing is announced globally only.
module:hook_global("s2s-destroyed", function (event)
	local session = event.session;
	if session.type == "s2sout_unauthed" and session.from_host == module.host then
		tell(session.to_host, "out", "failed", event.reason);
	end
end);

-- The component has just come, or this module has: what there is already. With nothing to list, it still says that somebody speaks.
local function tell_all()
	if not is_heard() then return; end
	local message, listed = new_message(), 0;
	local function list(domain, direction)
		if listed == snapshot_size then
			module:send(message);
			message, listed = new_message(), 0;
		end
		message:tag("link", { domain = domain; direction = direction; state = "opened" }):up();
		listed = listed + 1;
	end

	for domain, session in pairs(prosody.hosts[module.host].s2sout) do
		if session.type == "s2sout" or session.type == "s2sin" then
			list(domain, "out");
		end
	end
	for session in pairs(prosody.incoming_s2s) do
		if session.type == "s2sin" and session.to_host == module.host and session.from_host then
			list(session.from_host, "in");
		end
	end
	module:send(message);
end

module:hook("component-authenticated", tell_all);

-- The kernel goes on sending what a closed socket has left, for minutes: with this option it forgets it.
local function forget_unsent(conn)
	local linger = { on = true; timeout = 0 };
	if conn:setoption("linger", linger) then return; end

	-- Under TLS the socket is hidden, but not its number.
	local ok, err = pcall(function ()
		local socket = require "socket".tcp();
		socket:close();
		socket:setfd(conn:socket():getfd());
		local set, why = socket:setoption("linger", linger);
		socket:setfd(-1);
		assert(set, why);
	end);
	if not ok then
		module:log("warn", "What was written and not sent may still arrive: %s", err);
	end
end

local function cut(session)
	local conn = session.conn;
	forget_unsent(conn);
	if conn.on and conn.destroy then
		-- Not close(): that would wait until all is written.
		conn:on("disconnect", "dropped by the component");
		conn:destroy();
		return;
	end
	session:close(nil, "dropped by the component");
end

-- Only the outgoing connection, and only the component's own: what the other side has sent, it has sent.
local function handle_drop(event)
	local origin, stanza = event.origin, event.stanza;
	if origin.type ~= "component" or origin.host ~= module.host or stanza.attr.from ~= module.host then
		return; -- as if nobody were listening
	end

	local domain = jid_prep(stanza.tags[1].attr.domain);
	local session = domain and prosody.hosts[module.host].s2sout[domain];
	if not domain then
		origin.send(st.error_reply(stanza, "modify", "bad-request", "Name a domain"));
	elseif not session or not session.conn or (session.type ~= "s2sout" and session.type ~= "s2sin") then
		origin.send(st.error_reply(stanza, "cancel", "item-not-found", "There is no connection to that domain"));
	else
		module:log("info", "Dropping the connection to %s, as the component asks", domain);
		cut(session);
		origin.send(st.reply(stanza):tag("dropped", { xmlns = xmlns; domain = domain }));
	end
	return true;
end

-- Components are activated before the hosts they belong to.
local function listen()
	module:context(speaker):hook("iq-set/host/"..xmlns..":drop", handle_drop);
	tell_all();
end

if is_served() then
	listen();
else
	module:hook_global("host-activated", function (host)
		if host == speaker then listen(); end
	end);
end

module:hook_global("server-started", function ()
	if is_served() then return; end
	module:log_status("error", "muc_link_events_host: '%s' is no other host of this server; name the VirtualHost of %s", speaker, module.host);
end);
