using PovertyPlatform.HouseholdService.Data.Openings;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>Lets a caller to whom single households were granted read exactly these, as long as they lie in the commune whose body granted them.</summary>
internal static class SeeGranted
{
    public static void UseGrantedHouseholds(this WebApplication app) => app.Use(static async (http, next) =>
    {
        if (http.User.Identity is { IsAuthenticated: true } && Actor.From(http.User) is { Records.Count: > 0 } actor)
            http.SeeRecords(actor.Area, await http.RequestServices.GetRequiredService<SingleHouseholds>().Granted(actor.Records, http.RequestAborted));
        await next(http);
    });
}
