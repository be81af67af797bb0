using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.ServiceDefaults.Budgets;

/// <summary>What an endpoint counts towards; read by the access table.</summary>
/// <param name="Purpose">Purpose of reference/gateway/budgets.json.</param>
public sealed record BudgetedEndpoint(string Purpose);

/// <summary>Puts a daily budget on endpoints that give out much at once.</summary>
public static class DailyBudgetExtensions
{
    /// <summary>
    /// Every request takes one unit of the caller's budget of the day, a page one for each line. When it is spent, requests are refused with 429 until midnight in
    /// Viet Nam; an <see cref="IBulkAnswer"/> takes all its units before it is sent. The rate limits of the gateway bound how fast somebody reads; this bounds how much leaves in a day.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="purpose">Purpose of reference/gateway/budgets.json.</param>
    public static RouteHandlerBuilder WithDailyBudget(this RouteHandlerBuilder endpoint, string purpose) => endpoint
        .WithMetadata(new BudgetedEndpoint(purpose)).ProducesProblem(StatusCodes.Status429TooManyRequests)
        .AddEndpointFilterFactory((factory, next) =>
        {
            factory.ApplicationServices.GetService<DailyUse>()?.Require(purpose);
            return async invocation =>
            {
                var http = invocation.HttpContext;
                var use = http.RequestServices.GetRequiredService<DailyUse>();
                var actor = http.RequestServices.GetRequiredService<Actor>();
                if (await use.Take(actor, purpose, 1, http.RequestAborted) is { } spent)
                    return spent;
                var answer = await next(invocation);
                if (Innermost(answer) is IBulkAnswer { Units: > 1 } bulk)
                    return await use.Take(actor, purpose, bulk.Units - 1, http.RequestAborted) is { } over ? over : answer;
                var lines = LinesOf(answer);
                if (lines > 1)
                    await use.Take(actor, purpose, lines - 1, http.RequestAborted);
                return answer;
            };
        });

    private static int LinesOf(object? answer) => (Innermost(answer) as IValueHttpResult)?.Value is IPage page ? page.Count : 1;

    private static object? Innermost(object? answer)
    {
        while (answer is INestedHttpResult nested)
            answer = nested.Result;
        return answer;
    }
}
