using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>
/// Passwords that attackers try first: <c>reference/identity/leaked-passwords.txt</c>, and a longer list where the operator has one. Read at the first question.
/// </summary>
internal sealed class LeakedPasswords(IConfiguration configuration, IOptions<IdentityOptions> options)
{
    private const int Sha1Digits = 40;

    private readonly Lazy<FrozenSet<string>> _marks = new(() =>
    {
        var files = new List<string> { Path.Combine(ReferenceFolder.Find(configuration), "identity", "leaked-passwords.txt") };
        if (options.Value.LeakedPasswordsFile.Length > 0)
            files.Add(options.Value.LeakedPasswordsFile);
        return files.SelectMany(File.ReadLines).Where(line => line.Length > 0 && line[0] != '#').Select(MarkOfLine).ToFrozenSet(StringComparer.Ordinal);
    });

    /// <summary>True when the password, or the same in lower case, is on a list.</summary>
    public bool Contain(string password) => _marks.Value.Contains(MarkOf(password)) || _marks.Value.Contains(MarkOf(password.ToLowerInvariant()));

    private static string MarkOfLine(string line) =>
        line.Split(':')[0] is { Length: Sha1Digits } digits && digits.All(char.IsAsciiHexDigit) ? digits.ToUpperInvariant() : MarkOf(line);

#pragma warning disable CA5350 // The published lists of leaked passwords are SHA-1; nothing is protected by it.
    private static string MarkOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
}
