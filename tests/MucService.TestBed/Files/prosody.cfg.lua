-- One of a bed's servers: loopback only, no encryption, any password, nothing on disk.
run_as_root = true
pidfile = "{{directory}}/{{domain}}.pid"
data_path = "{{directory}}"
certificates = "{{directory}}"
plugin_paths = { "{{plugins}}", "{{files}}" }
room_instances_file = "{{instances}}"
log = { {{level}} = "*console" }

interfaces = { "{{address}}" }
c2s_ports = { {{c2s}} }
c2s_direct_tls_ports = {}
s2s_ports = { {{s2s}} }
s2s_direct_tls_ports = {}
http_interfaces = { "{{address}}" }
http_ports = { {{http}} }
https_ports = {}
http_default_host = "{{domain}}"
http_paths = { files = "/" }
http_files_dir = "{{web}}"
http_dir_listing = false
consider_websocket_secure = true

modules_enabled = { "saslauth", "dialback", "disco", "ping", "roster", "smacks", "blocklist", "websocket", "http_files"{{modules}} }
modules_disabled = { "tls", "offline" }
storage = "memory"
presence_annotations_probe_interval = 2
presence_annotations_probe_timeout = 2
smacks_hibernation_time = {{hibernation}}
authentication = "{{authentication}}"
insecure_open_authentication = "Yes please, I know what I'm doing!"

-- Longer stanzas than anyone should send get as far as the service.
c2s_stanza_size_limit = 10 * 1024 * 1024
s2s_stanza_size_limit = 10 * 1024 * 1024

c2s_require_encryption = false
allow_unencrypted_plain_auth = true
s2s_require_encryption = false
s2s_secure_auth = false

-- The system's resolver knows nothing of our domains: ask the bed's.
unbound = {
  resolvconf = false,
  hoststxt = "/dev/null",
  forward = "127.0.0.1@{{dns}}",
  options = { ["do-not-query-localhost:"] = "no" },
}

VirtualHost "{{domain}}"
{{component}}
