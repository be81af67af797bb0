using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.ServiceDefaults.Budgets;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>Sends a paper while its rows are still being read: page by page, so that a province costs no more memory than a hamlet.</summary>
/// <param name="paper">Head, columns, foot.</param>
/// <param name="format">Its format.</param>
/// <param name="pages">Rows, a page at a time.</param>
/// <param name="total">The total line, asked when every row has gone out.</param>
/// <param name="units">What it takes of the daily budget.</param>
internal sealed class PaperAnswer(Paper paper, PaperFormat format, IAsyncEnumerable<IReadOnlyList<PaperRow>> pages, Func<string> total, long units = 1) : IResult, IBulkAnswer
{
    public long Units => units;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        // It may name people: no cache on the way keeps it.
        httpContext.Response.Headers.CacheControl = "no-store";
        PushStreamHttpResult file = TypedResults.Stream(target => Write(target, httpContext.RequestAborted), format.ContentType, $"{paper.FileName}.{format.Ending}");
        return file.ExecuteAsync(httpContext);
    }

    private async Task Write(Stream target, CancellationToken ct)
    {
        await using var passing = new PassingStream();
        using var writer = format.Open(passing, paper);
        writer.Begin();
        await foreach (var page in pages.WithCancellation(ct))
        {
            foreach (var row in page)
                writer.Row(row);
            await passing.PassTo(target, ct);
        }

        writer.End(total());
        await passing.PassTo(target, ct);
    }
}
