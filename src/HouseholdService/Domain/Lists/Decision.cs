using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>The act of the commune chair (quyết định công nhận).</summary>
/// <param name="Number">Number as printed, for example <c>118/QĐ-UBND</c>.</param>
/// <param name="DecidedOn">Legal date.</param>
/// <param name="Signer">Who signed, as printed.</param>
public sealed record Decision(string Number, DateOnly DecidedOn, string Signer)
{
    private const int LongestNumber = 50;
    private const int LongestSigner = 200;

    /// <summary>A decision from what a client sent, or all its faults.</summary>
    public static (Decision? Decision, Refusal? Refusal) Of(string? number, DateOnly? decidedOn, string? signer)
    {
        var faults = new List<FieldFault>();
        if (string.IsNullOrWhiteSpace(number) || number.Trim().Length > LongestNumber || number.Any(char.IsControl))
            faults.Add(new FieldFault("decisionNumber", $"Ghi số quyết định, tối đa {LongestNumber} ký tự.", $"State the number of the decision, at most {LongestNumber} characters."));
        if (decidedOn is null)
            faults.Add(new FieldFault("decidedOn", "Ghi ngày quyết định (năm-tháng-ngày).", "State the date of the decision (year-month-day)."));
        if (string.IsNullOrWhiteSpace(signer) || signer.Trim().Length > LongestSigner || signer.Any(char.IsControl))
            faults.Add(new FieldFault("signer", $"Ghi họ tên, chức vụ người ký, tối đa {LongestSigner} ký tự.", $"State name and title of the signer, at most {LongestSigner} characters."));
        return faults.Count > 0 ? (null, Refusal.Invalid([.. faults])) : (new Decision(number!.Trim(), decidedOn!.Value, signer!.Trim()), null);
    }
}
