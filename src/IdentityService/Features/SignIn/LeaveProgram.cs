using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>The end-session endpoint: a program signs its officer out here too.</summary>
internal static class LeaveProgram
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/connect/logout", ["GET", "POST"], Handle).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, Visitor visitor, CancellationToken ct)
    {
        if (await visitor.SignedIn(ct) is { } here)
            await visitor.End(here.Account, here.Session, ct);
        await http.SignOutAsync(OfficerCookies.Session);
        // Leads back to the program when the address it named is registered for it; else to the sign-in page.
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/account/sign-in" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
