using System.Globalization;
using Microsoft.Net.Http.Headers;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>ETag of a list: two officers who work on one list notice each other.</summary>
internal static class ListTag
{
    private static readonly Refusal Changed = new(412, "changed-meanwhile", "Danh sách vừa được người khác thay đổi; hãy tải lại trước khi quyết định.",
        "Somebody changed the list meanwhile; load it again before deciding.");

    /// <summary>Sends the tag with the answer.</summary>
    public static void Send(HttpResponse response, PovertyList list) => response.Headers.ETag = Of(list);

    /// <summary>Refuses with 412 when the caller's <c>If-Match</c> names another state of the list; without one nothing is compared.</summary>
    public static Refusal? Compare(HttpRequest request, PovertyList list)
    {
        var wanted = request.Headers.IfMatch;
        return wanted.Count == 0 || wanted.Any(tag => tag is "*" || tag == Of(list)) ? null : Changed;
    }

    private static string Of(PovertyList list) => new EntityTagHeaderValue($"\"{list.RowVersion.ToString(CultureInfo.InvariantCulture)}\"").ToString();
}
