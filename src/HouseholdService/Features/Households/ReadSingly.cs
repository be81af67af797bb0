using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Openings;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>Reading one household that lies outside the caller's areas: opened with a reason, or granted. Each such reading is recorded before it is answered.</summary>
internal static class ReadSingly
{
    /// <summary>
    /// When nothing is found in the caller's areas, an opening of the caller lets the endpoint look once more, at this one household and nothing else. Readings inside the own
    /// areas pay nothing for it.
    /// </summary>
    public static RouteHandlerBuilder AlsoWhenOpened(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(static async (invocation, next) =>
    {
        var answer = await next(invocation);
        var http = invocation.HttpContext;
        var services = http.RequestServices;
        if (!Guid.TryParse(http.GetRouteValue("id") as string, out var id))
            return answer;
        var (actor, ct) = (services.GetRequiredService<Actor>(), http.RequestAborted);
        if (IsFound(answer))
        {
            if (services.GetRequiredService<AreaScope>().Records.Contains(id))
                await Record(services, actor, id, "household.read-granted", ct);
            return answer;
        }

        if (Unwrap(answer) is not Refusal { Status: 404 } || await services.GetRequiredService<SingleHouseholds>().OpenedBy(actor.Id, id, ct) is not { } place)
            return answer;
        var only = AreaScope.None with { Records = [id] };
        services.GetRequiredService<HouseholdDb>().Area = only;
        for (var at = 0; at < invocation.Arguments.Count; at++)
            if (invocation.Arguments[at] is AreaScope)
                invocation.Arguments[at] = only;
        answer = await next(invocation);
        if (IsFound(answer))
            await Record(services, actor, id, "household.read-opened", ct, place);
        return answer;
    });

    private static async Task Record(IServiceProvider services, Actor actor, Guid id, string action, CancellationToken ct, SingleHouseholds.Place? place = null)
    {
        var db = services.GetRequiredService<HouseholdDb>();
        place ??= await services.GetRequiredService<SingleHouseholds>().Find(id, null, null, ct);
        db.Audit(AuditEntry.Of(actor, action, "household", id, services.GetRequiredService<TimeProvider>().GetUtcNow(), place?.ProvinceCode, place?.CommuneCode));
        await db.SaveChangesAsync(ct);
    }

    private static bool IsFound(object? answer) => Unwrap(answer) is IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK };

    private static object? Unwrap(object? answer)
    {
        while (answer is INestedHttpResult nested)
            answer = nested.Result;
        return answer;
    }
}
