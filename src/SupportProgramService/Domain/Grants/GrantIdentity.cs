using System.Security.Cryptography;
using System.Text;

namespace PovertyPlatform.SupportProgramService.Domain.Grants;

/// <summary>
/// One grant per household and programme, for ever: its id follows from the two, so that a view rebuilt from events gives a bank the ids it knows.
/// UUID version 8; the leading time of the household's id is kept, so that ids made together stay together in an index.
/// </summary>
public static class GrantIdentity
{
    public static Guid Of(Guid householdId, string programmeCode)
    {
        Span<byte> seed = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(programmeCode.Length)];
        householdId.TryWriteBytes(seed, bigEndian: true, out _);
        var length = 16 + Encoding.UTF8.GetBytes(programmeCode, seed[16..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(seed[..length], hash);
        seed[..6].CopyTo(hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
