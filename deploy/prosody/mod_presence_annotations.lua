-- XEP-0310 for the users of a VirtualHost: whose server cannot be reached (section 4.1), and whose client is away for a moment (section 4.2).
-- For Prosody 0.12 and 13. README.md beside this file describes the options, and what is sent to whom.
--
-- MIT licence, like the rest of MucService.

local cache = require "util.cache";
local calculate_hash = require "util.caps".calculate_hash;
local jid_bare = require "util.jid".bare;
local jid_host = require "util.jid".host;
local jid_resource = require "util.jid".resource;
local new_id = require "util.id".medium;
local st = require "util.stanza";

local xmlns_psa = "urn:xmpp:psa";
local xmlns_caps = "http://jabber.org/protocol/caps";
local xmlns_disco = "http://jabber.org/protocol/disco#info";
local xmlns_muc = "http://jabber.org/protocol/muc";

local probe_interval = module:get_option_number("presence_annotations_probe_interval", 60);
local probe_timeout = module:get_option_number("presence_annotations_probe_timeout", 20);
local refresh = module:get_option_boolean("presence_annotations_refresh", true);
local max_remembered = math.max(1, module:get_option_number("presence_annotations_max_remembered", 1000));

local shortest_wait, longest_wait = 5, 60;
local longest_ver, longest_node, longest_presence, most_resources = 256, 1000, 16384, 50;
local query_timeout = 30;
local server_unavailable = "The server of this contact cannot be reached";
local connection_paused = "The connection of this client is interrupted";

-- What clients and rooms announce is the same for all hosts of this server.
local shared = module:shared("/*/presence_annotations/announced");
shared.by_jid = shared.by_jid or cache.new(10000); -- full JID of a client, bare JID of a room -> true or false
shared.by_hash = shared.by_hash or cache.new(1000); -- verified hash of XEP-0115 -> true or false
shared.asked = shared.asked or cache.new(10000); -- JID -> the hash that it was asked about
shared.contact_resources = shared.contact_resources or cache.new(10000); -- bare JID of a remote contact -> its full JIDs that announce them
local by_jid, by_hash, asked, contacts = shared.by_jid, shared.by_hash, shared.asked, shared.contact_resources;

-- Remote domain -> session -> JID -> { presence = the last available one that the session was sent, annotated = whether it was told }.
local held = {};
-- Remote domain -> { down, probing, missed, wait }.
local domains = {};
-- Sessions that are paused.
local paused = {};

local function is_remote(jid)
	return not prosody.hosts[jid_host(jid)];
end

local function annotate(presence, reason, description)
	local annotated = st.clone(presence):remove_children("state-annotation", xmlns_psa);
	annotated:tag("state-annotation", { xmlns = xmlns_psa; from = module.host });
	if reason then
		annotated:tag(reason):up():tag("description", { ["xml:lang"] = "en" }):text(description):up();
	end
	return annotated:up();
end

-- What is remembered of others is no larger than a presence is.
local function is_too_large(presence)
	return #tostring(presence) > longest_presence;
end

-- Who announces annotations.

local on_announced;

local function remember(jid, announces)
	by_jid:set(jid, announces);
	if not announces then return; end

	if jid_resource(jid) and is_remote(jid) then
		local resources = contacts:get(jid_bare(jid)) or cache.new(most_resources);
		resources:set(jid, true);
		contacts:set(jid_bare(jid), resources);
	end
	-- Not before the presence that says so has been delivered, and what it is answered with.
	module:add_timer(0, function () on_announced(jid); end);
end

local function forget(jid)
	by_jid:set(jid, nil);
	asked:set(jid, nil);
	local resources = contacts:get(jid_bare(jid));
	if resources then
		resources:set(jid, nil);
	end
end

local function ask(jid, node, read)
	local iq = st.iq({ type = "get", from = module.host, to = jid, id = new_id() }):tag("query", { xmlns = xmlns_disco, node = node });
	module:send_iq(iq, nil, query_timeout):next(function (answer)
		local query = answer.stanza:get_child("query", xmlns_disco);
		if not query then return; end

		local announces = false;
		for feature in query:childtags("feature") do
			announces = announces or feature.attr.var == xmlns_psa;
		end
		read(announces, query);
	end, function ()
		asked:set(jid, nil); -- not known, so not told; it may be asked again
	end);
end

-- The same hash means the same features, once it has been shown to be their hash. XEP-0115 #ver
local function read_caps(jid, presence)
	local c = presence:get_child("c", xmlns_caps);
	local ver, node = c and c.attr.ver, c and c.attr.node;
	if not ver or not node or #ver > longest_ver or #node > longest_node then
		forget(jid);
		return;
	end

	local verifiable = c.attr.hash == "sha-1";
	local known;
	if verifiable then
		known = by_hash:get(ver);
	end
	if known ~= nil then
		if by_jid:get(jid) ~= known then remember(jid, known); end
		return;
	end
	if asked:get(jid) == ver then return; end

	asked:set(jid, ver);
	ask(jid, node.."#"..ver, function (announces, query)
		if verifiable and calculate_hash(query) == ver then
			by_hash:set(ver, announces);
		end
		if asked:get(jid) == ver then -- it has not gone meanwhile
			remember(jid, announces);
		end
	end);
end

-- A room says what it can do under its bare JID; nothing in its presence does.
local function ask_room(room)
	if by_jid:get(room) ~= nil or asked:get(room) then return; end

	asked:set(room, "");
	ask(room, nil, function (announces)
		remember(room, announces);
	end);
end

-- Section 4.1: a remote server is unavailable.

local function hold(session, jid, presence)
	local domain = jid_host(jid);
	held[domain] = held[domain] or {};
	local of_session = held[domain][session] or {};
	if not of_session[jid] then
		session.annotations_held = (session.annotations_held or 0) + 1;
		if session.annotations_held > max_remembered then
			session.annotations_held = max_remembered;
			return;
		end
	end
	held[domain][session] = of_session;
	of_session[jid] = { presence = presence };
end

local function let_go(session, jid)
	local domain = jid_host(jid);
	local of_session = held[domain] and held[domain][session];
	if not of_session or not of_session[jid] then return; end

	of_session[jid] = nil;
	session.annotations_held = session.annotations_held - 1;
	if next(of_session) == nil then
		held[domain][session] = nil;
		if next(held[domain]) == nil then
			held[domain] = nil;
			domains[domain] = nil;
		end
	end
end

local function tell_down(session, entry)
	entry.annotated = true;
	session.send(annotate(entry.presence, "server-unavailable", server_unavailable));
end

-- What somebody else said of it, a room for instance, holds again.
local function tell_up(session, entry)
	entry.annotated = nil;
	local others = entry.presence:get_child("state-annotation", xmlns_psa);
	session.send(others and #others.tags > 0 and st.clone(entry.presence) or annotate(entry.presence));
end

-- Each user's contacts once, however many clients he has.
local function ask_anew(domain)
	local asked_for = {};
	for session in pairs(held[domain] or {}) do
		local user = jid_bare(session.full_jid);
		for contact, item in pairs(not asked_for[user] and session.roster or {}) do
			if contact and jid_host(contact) == domain and (item.subscription == "both" or item.subscription == "to") then
				module:send(st.presence({ type = "probe", from = user, to = contact }), session);
			end
		end
		asked_for[user] = true;
	end
end

local function tell_all_down(domain)
	for session, entries in pairs(held[domain] or {}) do
		if by_jid:get(session.full_jid) then
			for _, entry in pairs(entries) do
				if not entry.annotated then tell_down(session, entry); end
			end
		end
	end
end

local function set_down(domain, state)
	module:log("info", "%s cannot be reached", domain);
	state.down, state.wait = true, shortest_wait;
	tell_all_down(domain);
end

local function set_up(domain, state)
	module:log("info", "%s can be reached again", domain);
	state.down = nil;
	for session, entries in pairs(held[domain] or {}) do
		for _, entry in pairs(entries) do
			if entry.annotated then tell_up(session, entry); end
		end
	end
	if refresh then ask_anew(domain); end
end

local function is_loss(condition)
	return condition == "remote-server-not-found" or condition == "remote-server-timeout";
end

-- A ping decides, never a lost connection by itself, which may only have been idle. Once missed is asked again; twice is down.
local function probe(domain)
	if not held[domain] then return; end
	local state = domains[domain] or {};
	domains[domain] = state;
	if state.probing then return; end

	state.probing = true;
	local function decide(lost)
		state.probing = nil;
		if domains[domain] ~= state then return; end

		if not lost then
			state.missed = nil;
			if state.down then set_up(domain, state); end
		elseif state.down then
			tell_all_down(domain); -- who was heard meanwhile, and does not hear us
			module:add_timer(state.wait, function () probe(domain); end);
			state.wait = math.min(2 * state.wait, longest_wait);
		elseif not state.missed then
			state.missed = true;
			probe(domain);
		else
			set_down(domain, state);
			module:add_timer(state.wait, function () probe(domain); end);
		end
	end

	local ping = st.iq({ type = "get", from = module.host, to = domain, id = new_id() }):tag("ping", { xmlns = "urn:xmpp:ping" });
	module:send_iq(ping, nil, probe_timeout):next(function ()
		decide(false);
	end, function (err)
		decide(is_loss(err.condition));
	end);
end

local function on_remote_presence(session, stanza)
	local jid, kind = stanza.attr.from, stanza.attr.type;
	if kind == nil then
		if is_too_large(stanza) then
			let_go(session, jid);
		elseif by_jid:get(session.full_jid) ~= false then
			local presence = st.clone(stanza);
			presence.attr.to = session.full_jid;
			hold(session, jid, presence);
		end
		-- It may be that we hear them and they do not hear us: a ping decides.
		local domain = jid_host(jid);
		if domains[domain] and domains[domain].down then probe(domain); end
	elseif kind == "unavailable" or kind == "error" then
		let_go(session, jid);
	end
end

local function follow_remote(stanza)
	local jid, kind = stanza.attr.from, stanza.attr.type;
	if kind == nil and jid_resource(jid) and not stanza:get_child("x", xmlns_muc.."#user") then
		read_caps(jid, stanza);
	elseif kind == "unavailable" then
		forget(jid);
	end
end

-- Just before mod_presence delivers, and after whoever blocks has blocked.
module:hook("presence/full", function (event)
	local stanza = event.stanza;
	if not stanza.attr.from or not is_remote(stanza.attr.from) then return; end

	local session = prosody.full_sessions[stanza.attr.to];
	if session then on_remote_presence(session, stanza); end
	follow_remote(stanza);
end, 0.5);

module:hook("presence/bare", function (event)
	local stanza = event.stanza;
	if not stanza.attr.to or not stanza.attr.from or not is_remote(stanza.attr.from) then return; end

	local user = prosody.bare_sessions[stanza.attr.to];
	for _, session in pairs(user and user.sessions or {}) do
		if session.presence then on_remote_presence(session, stanza); end
	end
	follow_remote(stanza);
end, 0.5);

local function on_connection(event, field)
	local domain = event.session[field];
	if domain and held[domain] then probe(domain); end
end

module:hook("s2sout-destroyed", function (event) on_connection(event, "to_host"); end);
module:hook("s2sin-destroyed", function (event) on_connection(event, "from_host"); end);
module:hook("s2sout-established", function (event) on_connection(event, "to_host"); end);
module:hook("s2sin-established", function (event) on_connection(event, "from_host"); end);

if probe_interval > 0 then
	module:add_timer(probe_interval, function ()
		for domain in pairs(held) do
			if not (domains[domain] and domains[domain].down) then probe(domain); end
		end
		return probe_interval;
	end);
end

-- Section 4.2: a client of ours is paused.

-- Where mod_blocklist keeps whom a user has blocked.
local blocklists = module:open_store("blocklist");

local function blocks(list, jid)
	return list[jid] or list[jid_bare(jid)] or list[jid_host(jid)];
end

local function hears(item)
	return item and (item.subscription == "both" or item.subscription == "from");
end

-- JID -> the presence of the session that this JID has received last; without those whom the session has told since that it is
-- unavailable, and without those whom its user has blocked, who have been told that, too.
local function audience_of(session)
	local audience = {};
	local function add_local(bare)
		local user = prosody.bare_sessions[bare];
		for _, other in pairs(user and user.sessions or {}) do
			if other ~= session and other.presence then audience[other.full_jid] = session.presence; end
		end
	end

	if session.presence then
		add_local(jid_bare(session.full_jid));
		for contact, item in pairs(session.roster or {}) do
			if contact and hears(item) then
				add_local(contact);
				local resources = contacts:get(contact);
				if resources then
					for jid in resources:items() do audience[jid] = session.presence; end
				end
			end
		end
	end
	if session.annotations_sent_to then
		for jid, presence in session.annotations_sent_to:items() do audience[jid] = presence; end
	end

	local list, cancelled = blocklists:get(session.username) or {}, session.annotations_withdrawn;
	for jid in pairs(audience) do
		if blocks(list, jid) or (cancelled and (cancelled:get(jid) or cancelled:get(jid_bare(jid)))) then audience[jid] = nil; end
	end
	return audience;
end

-- False if that JID is in no case in the audience: nobody's is looked through for each stranger who comes.
local function may_hear(session, jid)
	local bare, directed = jid_bare(jid), session.annotations_sent_to;
	if bare == jid_bare(session.full_jid) or hears(session.roster and session.roster[bare]) then return true; end
	if not directed or jid_resource(jid) then return directed and directed:get(jid) ~= nil; end
	for recipient in directed:items() do
		if jid_bare(recipient) == bare then return true; end
	end
	return false;
end

local function tell_paused(session, jid, presence)
	local to = st.clone(presence);
	to.attr.from, to.attr.to = session.full_jid, jid;
	paused[session][jid] = to;
	module:send(annotate(to, "connection-paused", connection_paused), session);
end

-- A client is asked what it can do when its presence passes here; a room, when there is something to tell it.
local function announces(jid)
	if by_jid:get(jid) ~= nil then return by_jid:get(jid); end
	return by_jid:get(jid_bare(jid));
end

module:hook("smacks-hibernation-start", function (event)
	local session = event.origin;
	paused[session] = {};
	for jid, presence in pairs(audience_of(session)) do
		local announced = announces(jid);
		if announced then
			tell_paused(session, jid, presence);
		elseif announced == nil and jid_resource(jid) and session.annotations_sent_to and session.annotations_sent_to:get(jid) then
			ask_room(jid_bare(jid));
		end
	end
end);

module:hook("smacks-hibernation-end", function (event)
	local session = event.resumed or event.origin;
	local told = paused[session];
	paused[session] = nil;
	for _, presence in pairs(told or {}) do
		module:send(annotate(presence), session);
	end
end);

-- What was said to one JID is what that JID knows. Not again: that somebody wants to enter a room.
local function follow_directed(event)
	local session, stanza = event.origin, event.stanza;
	local kind = stanza.attr.type;
	if not stanza.attr.to or session.type ~= "c2s" or not session.full_jid or (kind and kind ~= "unavailable") then return; end

	local to = stanza.attr.to;
	session.annotations_sent_to = session.annotations_sent_to or cache.new(max_remembered);
	session.annotations_withdrawn = session.annotations_withdrawn or cache.new(max_remembered);
	local kept = kind == nil and not is_too_large(stanza);
	session.annotations_sent_to:set(to, kept and st.clone(stanza):remove_children("x", xmlns_muc) or nil);
	session.annotations_withdrawn:set(to, kind == "unavailable" or nil);
end

module:hook("pre-presence/full", follow_directed, 1);
module:hook("pre-presence/bare", follow_directed, 1);

-- Presence to all, which says what a client of ours can do.
module:hook("presence/bare", function (event)
	local session, stanza = event.origin, event.stanza;
	if stanza.attr.to or session.type ~= "c2s" or not session.full_jid then return; end

	if stanza.attr.type == nil then
		session.annotations_withdrawn = nil;
		read_caps(session.full_jid, stanza);
	elseif stanza.attr.type == "unavailable" then
		session.annotations_sent_to = nil;
	end
end, 0.5);

-- Somebody has been learned to announce annotations: he is told what is in force.
function on_announced(jid)
	local session = prosody.full_sessions[jid];
	if session then
		for domain, sessions in pairs(held) do
			if domains[domain] and domains[domain].down then
				for _, entry in pairs(sessions[session] or {}) do
					if not entry.annotated then tell_down(session, entry); end
				end
			end
		end
	end

	for sleeper, told in pairs(paused) do
		for recipient, presence in pairs(may_hear(sleeper, jid) and audience_of(sleeper) or {}) do
			if not told[recipient] and (recipient == jid or jid_bare(recipient) == jid) then tell_paused(sleeper, recipient, presence); end
		end
	end
end

-- The session has ended, by its client or by the end of its pause; mod_presence tells everybody.
module:hook("resource-unbind", function (event)
	local session = event.session;
	paused[session] = nil;
	if session.full_jid then forget(session.full_jid); end
	for domain, sessions in pairs(held) do
		sessions[session] = nil;
		if next(sessions) == nil then
			held[domain], domains[domain] = nil, nil;
		end
	end
end, 1);
