"""Benvolio on Debian's slixmpp: an XMPP client that shares nothing with the service or its tests. Says what it sees, one line each."""
import asyncio
import sys

import slixmpp

ROOM, HOST, PORT = sys.argv[1], sys.argv[2], int(sys.argv[3])
PSA = "urn:xmpp:psa"


class Benvolio(slixmpp.ClientXMPP):
    def __init__(self):
        super().__init__("benvolio@montague.lit/street", "secret")
        for plugin in ("xep_0030", "xep_0045", "xep_0115", "xep_0199"):
            self.register_plugin(plugin)
        self["feature_mechanisms"].unencrypted_plain = True
        self["xep_0030"].add_feature(PSA)
        self.add_event_handler("session_start", self.enter)
        self.add_event_handler("groupchat_message", self.heard)
        self.add_event_handler("groupchat_presence", self.saw)

    async def enter(self, _):
        await self["xep_0115"].update_caps()
        self.send_presence()
        self["xep_0045"].join_muc(ROOM, "Benvolio")

    def heard(self, message):
        print("heard", message["from"].resource, message["body"], flush=True)
        if message["body"] == "Benvolio?":
            self.send_message(ROOM, "At thy service.", mtype="groupchat")

    def saw(self, presence):
        annotation = presence.xml.find(f"{{{PSA}}}state-annotation")
        if annotation is None:
            what = presence["type"]
        else:
            what = "annotated" if annotation.find(f"{{{PSA}}}server-unavailable") is not None else "restored"
        print("saw", presence["from"].resource, what, flush=True)


client = Benvolio()
client.connect((HOST, PORT), force_starttls=False, disable_starttls=True)
asyncio.get_event_loop().run_forever()
