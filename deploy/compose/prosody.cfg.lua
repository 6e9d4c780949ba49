-- Prosody for deploy/compose.yaml: one host with accounts, and the service as its component.
-- Accounts: docker compose --file deploy/compose.yaml exec prosody prosodyctl adduser romeo@shakespeare.lit
admins = {}
modules_enabled = { "roster", "saslauth", "tls", "disco", "ping", "dialback", "smacks", "carbons", "pep", "private", "blocklist", "vcard4", "vcard_legacy", "bookmarks", "limits" }
modules_disabled = {}

-- For a trial without certificates. Remove both lines where other people's clients come in.
c2s_require_encryption = false
allow_unencrypted_plain_auth = true

authentication = "internal_hashed"
log = { info = "*console" }

-- Only the other containers reach this port: it is not published.
component_ports = { 5347 }
component_interfaces = { "*" }

VirtualHost "shakespeare.lit"

local secret = io.open("/run/secrets/component_secret"):read("*l")

Component "chats.shakespeare.lit"
    component_secret = secret
    -- Whichever node holds the stream, its successor may take it over.
    component_conflict_resolve = "kick_old"
