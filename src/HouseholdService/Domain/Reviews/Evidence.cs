using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>A paper or file behind a step; the registry keeps its reference and fingerprint, the file stays where the commune keeps it.</summary>
/// <param name="Kind">Kind as the rules name it: form-01, form-04, form-a, form-b, minutes, posting-proof, recheck-record, opinion, decision, answer.</param>
/// <param name="Reference">Number or file reference, at most 200 characters.</param>
/// <param name="Sha256">SHA-256 of the scanned file in lower-case hex, where there is one.</param>
public sealed record Evidence(string Kind, string Reference, string? Sha256)
{
    private const int Longest = 200;

    /// <summary>Evidence from what a client sent; null when it sent none.</summary>
    public static (Evidence? Evidence, FieldFault? Fault) Of(string kind, string? reference, string? sha256)
    {
        if (string.IsNullOrWhiteSpace(reference) && sha256 is null)
            return (null, null);
        if (string.IsNullOrWhiteSpace(reference) || reference.Length > Longest || reference.Any(char.IsControl))
            return (null, new FieldFault("evidence.reference", $"Ghi số hoặc ký hiệu tài liệu, tối đa {Longest} ký tự.", $"State the number or reference of the document, at most {Longest} characters."));
        if (sha256 is not null && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)))
            return (null, new FieldFault("evidence.sha256", "SHA-256 gồm 64 ký tự thập lục phân viết thường.", "A SHA-256 has 64 lower-case hexadecimal digits."));
        return (new Evidence(kind, reference.Trim(), sha256), null);
    }
}
