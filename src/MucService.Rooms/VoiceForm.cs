namespace MucService.Rooms;

/// <summary>The fields of a request for voice and of its approval. XEP-0045 #registrar-formtype-request.</summary>
internal static class VoiceForm
{
    /// <summary>The role that is asked for; only that of a participant can be.</summary>
    public const string Role = "muc#role";

    /// <summary>The real JID of who asks.</summary>
    public const string Jid = "muc#jid";

    /// <summary>The nick of who asks.</summary>
    public const string Nick = "muc#roomnick";

    /// <summary>What the moderator decides. A form without it is a request.</summary>
    public const string Allow = "muc#request_allow";
}
