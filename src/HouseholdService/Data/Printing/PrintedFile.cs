using PovertyPlatform.ServiceDefaults.Budgets;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>A finished Word document that may name people: kept by no cache, counted against the daily budget.</summary>
/// <param name="file">The document.</param>
/// <param name="name">Name without ending.</param>
/// <param name="units">Households in it.</param>
internal sealed class PrintedFile(byte[] file, string name, long units = 1) : IResult, IBulkAnswer
{
    public long Units => units;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(file, WordDocument.ContentType, $"{name}.docx").ExecuteAsync(httpContext);
    }
}
