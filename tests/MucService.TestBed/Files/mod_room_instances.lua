-- Writes down which instance of which room said each stanza that the component sent, in the order in which this host read them, and
-- takes the mark off, so that nobody else sees it. One line each: epoch, instance, room.
local xmlns = "urn:x-mucservice:instances:0";
local jid_bare = require "util.jid".bare;
local file = assert(io.open(module:get_option_string("room_instances_file"), "a"));
file:setvbuf("line");

local function record(event)
	local stanza = event.stanza;
	if not event.origin or event.origin.type ~= "component" then return; end
	local mark;
	for _, child in ipairs(stanza.tags) do
		-- The service's is the last; others were sent by people.
		if child.attr.xmlns == xmlns then mark = child; end
	end
	if not mark then return; end
	file:write(mark.attr.epoch, " ", mark.attr.by, " ", jid_bare(stanza.attr.from), "\n");
	stanza:maptags(function (child)
		if child ~= mark then return child; end
	end);
end

-- What leads to other domains passes the component's own host, what leads to people here the virtual host.
if module:get_host_type() == "component" then
	module:hook("route/remote", record, 1000);
else
	for _, kind in ipairs({ "message", "presence", "iq" }) do
		for _, to in ipairs({ "full", "bare", "host" }) do
			module:hook(kind .. "/" .. to, record, 1000);
		end
	end
end
