using System.Globalization;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Rows;

/// <summary>ETag of a row by its version in the database: two officers who work on one thing notice each other, and the second hears what changed.</summary>
internal static class RowTag
{
    /// <summary>Sends the tag with the answer.</summary>
    public static void Send(HttpResponse response, uint rowVersion) => response.Headers.ETag = Of(rowVersion);

    /// <summary>Refuses with 412 when <c>If-Match</c> names another version; without one nothing is compared.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rowVersion">Version of the row now.</param>
    /// <param name="field">What to look at.</param>
    /// <param name="vi">What changed, in Vietnamese.</param>
    /// <param name="en">What changed, in English.</param>
    public static Refusal? Compare(HttpRequest request, uint rowVersion, string field, string vi, string en)
    {
        var wanted = request.Headers.IfMatch;
        return wanted.Count == 0 || wanted.Any(tag => tag is "*" || tag == Of(rowVersion))
            ? null
            : new Refusal(412, "changed-meanwhile", "Dữ liệu vừa được người khác thay đổi; hãy tải lại.", "Somebody changed this meanwhile; load it again.") { Faults = [new FieldFault(field, vi, en)] };
    }

    private static string Of(uint rowVersion) => $"\"{rowVersion.ToString(CultureInfo.InvariantCulture)}\"";
}
