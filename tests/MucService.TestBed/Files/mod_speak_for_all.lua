-- A hostile server, for tests: whatever somebody puts into <say xmlns='urn:x-mucservice:tests'/> and sends to this domain, the domain sends in
-- its own name.

local st = require "util.stanza";

module:hook("message/host", function (event)
	local say = event.stanza:get_child("say", "urn:x-mucservice:tests");
	if not say then return; end

	for stanza in say:childtags() do
		local said = st.clone(stanza);
		said.attr.xmlns, said.attr.from = nil, module.host;
		module:send(said);
	end
	return true;
end, 10);
