using PovertyPlatform.HouseholdService.Data.Households;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>Tells the request of a caller who has hamlets and not their commune which hamlets these are today and what lies there. Nobody else is asked anything.</summary>
internal static class SeeHamlets
{
    public static void UseHamlets(this WebApplication app) => app.Use(static async (http, next) =>
    {
        if (http.User.Identity is { IsAuthenticated: true } && Actor.From(http.User) is { Area.Hamlets.Count: > 0 } actor)
        {
            var today = await http.RequestServices.GetRequiredService<HeldByHamlets>().Read(actor.Area, http.RequestAborted);
            http.SeeHeld(today, today.Held);
        }

        await next(http);
    });
}
