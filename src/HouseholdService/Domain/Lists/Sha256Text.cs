using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>The digest of a signed document, as a client states it.</summary>
public static class Sha256Text
{
    private const int Digits = 64;

    /// <summary>What is wrong with it, or null.</summary>
    public static FieldFault? WhyNot(string field, string? text) => text is { Length: Digits } && text.All(char.IsAsciiHexDigit) ? null
        : new FieldFault(field, "Ghi mã băm SHA-256 của tệp văn bản đã ký (64 chữ số thập lục phân).", "State the SHA-256 of the signed document (64 hexadecimal digits).");
}
