using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.Messaging.Operations;

/// <summary>An operator's reason, kept in the audit trail.</summary>
internal static class Reasons
{
    public static Refusal? Check(string? reason) => string.IsNullOrWhiteSpace(reason) || reason.Length > 200
        ? Refusal.Invalid(new FieldFault("reason", "Hãy ghi lý do, từ 1 đến 200 ký tự, không chứa dữ liệu cá nhân.", "State a reason of 1 to 200 characters, without personal data."))
        : null;
}
