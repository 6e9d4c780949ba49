-- MucService behind Prosody: put this file into /etc/prosody/conf.d, change the domain and the secret, and restart Prosody.

-- Where the service connects to. These are Prosody's defaults: loopback only.
component_ports = { 5347 }
component_interfaces = { "127.0.0.1" }

Component "chats.shakespeare.lit"
  component_secret = "change-me"
  -- A node that takes over replaces the stream of the one before it. With the default, "kick_new", it would be refused for as long as
  -- Prosody has not noticed that the old stream is dead.
  component_conflict_resolve = "kick_old"

  -- Optional, see README.md: with this module a connection that breaks is noticed at once, and a dead one can be closed.
  -- modules_enabled = { "muc_link_events" }
  -- muc_link_events_host = "shakespeare.lit"
