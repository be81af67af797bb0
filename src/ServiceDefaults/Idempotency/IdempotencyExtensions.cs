using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace PovertyPlatform.ServiceDefaults.Idempotency;

/// <summary>What an endpoint promises about repeated requests; read by the middleware.</summary>
/// <param name="KeptFor">How long an answer is repeated.</param>
/// <param name="IsRequired">Whether a request without a key is refused.</param>
public sealed record IdempotentEndpoint(TimeSpan KeptFor, bool IsRequired);

/// <summary>Makes a write safe to repeat.</summary>
public static class IdempotencyExtensions
{
    /// <summary>Header in which a client names its request.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>Header that marks an answer as the stored one.</summary>
    public const string ReplayHeader = "Idempotent-Replay";

    /// <summary>
    /// A repeated request with the same <c>Idempotency-Key</c> gets the first answer again and changes nothing. Answers of 2xx are kept; a refused request may be
    /// mended and sent again under its key. The endpoint runs inside one transaction of the service's database together with the stored answer: it must not open
    /// its own, its body may have at most 1 MB, and it should not call other services.
    /// </summary>
    /// <remarks>400 without a usable key, 422 for the same key with another request, 409 with Retry-After while the first one runs.</remarks>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="keptForDays">Days for which the answer is repeated: 7 for partners, 1 for officers.</param>
    /// <param name="isRequired">False lets a request without a key pass as an ordinary one.</param>
    public static TBuilder WithIdempotencyKey<TBuilder>(this TBuilder endpoint, int keptForDays = 7, bool isRequired = true)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new IdempotentEndpoint(TimeSpan.FromDays(keptForDays), isRequired))
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = KeyHeader,
                    In = ParameterLocation.Header,
                    Required = isRequired,
                    Description = $"Your own name for this request, {IdempotencyKey.Shortest} to {IdempotencyKey.Longest} visible ASCII characters, best a random UUID. "
                        + $"Repeating the request with it within {keptForDays} days repeats the answer and changes nothing.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = IdempotencyKey.Shortest, MaxLength = IdempotencyKey.Longest },
                });
                return Task.CompletedTask;
            });
}
