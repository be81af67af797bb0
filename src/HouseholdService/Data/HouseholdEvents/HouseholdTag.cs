using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.HouseholdEvents;

/// <summary>ETag of a household by its version. Events demand it: two officers who change one household notice each other, and the second hears what changed.</summary>
internal static class HouseholdTag
{
    /// <summary>Sends the tag with the answer.</summary>
    public static void Send(HttpResponse response, long version) => response.Headers.ETag = Of(version);

    /// <summary>Refuses without <c>If-Match</c> (428), or when it names another version (412).</summary>
    public static async Task<Refusal?> Compare(HouseholdDb db, HttpRequest request, Household household, CancellationToken ct)
    {
        var wanted = request.Headers.IfMatch;
        if (wanted.Count == 0)
            return new Refusal(428, "version-needed", "Gửi If-Match với phiên bản của hộ mà bạn đang xem (ETag).", "Send If-Match with the version of the household that you look at (its ETag).");
        return wanted.Any(tag => tag == Of(household.Version)) ? null : await Changed(db, household.Id, ct);
    }

    /// <summary>The refusal that names what changed.</summary>
    public static async Task<Refusal> Changed(HouseholdDb db, Guid id, CancellationToken ct)
    {
        var version = await db.Households.AsNoTracking().Where(row => row.Id == id).Select(row => row.Version).FirstOrDefaultAsync(ct);
        var last = await db.HouseholdEvents.AsNoTracking().Where(row => row.Households.Contains(id)).OrderByDescending(row => row.Id).FirstOrDefaultAsync(ct);
        var (vi, en) = last is null
            ? ($"Hộ nay ở phiên bản {version} (nhập danh sách hoặc rà soát).", $"The household is at version {version} now (import or review).")
            : ($"Hộ nay ở phiên bản {version}; sự kiện cuối: {EventWords.Vi(last.Kind)}, có hiệu lực từ {last.EffectiveOn:dd/MM/yyyy}.",
                $"The household is at version {version} now; last event: {EventWords.Of(last.Kind)}, effective from {last.EffectiveOn:yyyy-MM-dd}.");
        return new Refusal(412, "changed-meanwhile", "Dữ liệu vừa được người khác thay đổi; hãy tải lại.", "Somebody changed this meanwhile; load it again.") { Faults = [new FieldFault("version", vi, en)] };
    }

    private static string Of(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
}
