using System.Collections.Frozen;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>
/// Subjects whose tokens of before an instant are refused, in the memory of this instance. A token of five minutes would otherwise carry a role for minutes after it
/// was taken back.
/// </summary>
public sealed class Revocations
{
    /// <summary>Longer than any access token lives, with the tolerated differences of clocks: older revocations refuse nothing that is still alive.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(15);

    private volatile FrozenDictionary<string, DateTimeOffset> _bySubject = FrozenDictionary<string, DateTimeOffset>.Empty;

    /// <summary>True when the token was issued at or before the subject's last revocation. Tokens tell whole seconds, so one issued in that second counts as before.</summary>
    public bool Refuse(string subject, DateTimeOffset issuedAt) =>
        _bySubject.Count > 0 && _bySubject.TryGetValue(subject, out var revokedAt) && issuedAt <= revokedAt;

    /// <summary>Takes over what the table holds now.</summary>
    internal void Replace(FrozenDictionary<string, DateTimeOffset> bySubject) => _bySubject = bySubject;
}
