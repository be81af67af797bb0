namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>
/// A single record that was granted to a caller, with the commune whose body granted it: the grant opens the record only while it belongs to that commune, so that
/// nobody gives away what lies with others.
/// </summary>
/// <param name="CommuneCode">Five-digit code.</param>
/// <param name="Id">The record.</param>
public sealed record RecordKey(string CommuneCode, Guid Id)
{
    /// <summary>Most records in one token: with 28 characters each it stays far below the largest header that servers take.</summary>
    public const int MostPerToken = 40;

    private const int CodeLength = 5;

    /// <summary>Reads what a token says (<c>04492:</c> and 22 characters of base64url); null for anything else.</summary>
    public static RecordKey? Read(string text)
    {
        if (text.Length != CodeLength + 23 || text[CodeLength] != ':' || text.AsSpan(0, CodeLength).ContainsAnyExceptInRange('0', '9'))
            return null;
        Span<byte> id = stackalloc byte[18];
        return System.Buffers.Text.Base64Url.TryDecodeFromChars(text.AsSpan(CodeLength + 1), id, out var written) && written == 16
            ? new RecordKey(text[..CodeLength], new Guid(id[..16], bigEndian: true))
            : null;
    }

    /// <summary>The form in which a token carries it.</summary>
    public override string ToString() => $"{CommuneCode}:{System.Buffers.Text.Base64Url.EncodeToString(Id.ToByteArray(bigEndian: true))}";
}
