using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>What every service's OpenAPI document says alike: where it is reached, how to sign in, and the scope that each operation demands.</summary>
internal static class ApiDocument
{
    private const string Scheme = "token";

    public static void Describe(OpenApiOptions options, string service)
    {
        // Requests and responses are nested in their operation: GetReport.Response and ListReports.Response are two things.
        options.CreateSchemaReferenceId = type => type.Type is { DeclaringType: { } operation, IsGenericType: false } nested
            ? $"{operation.Name}{nested.Name}"
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = $"PovertyPlatform {service}";
            // Callers come through the gateway, which knows the service by this prefix.
            document.Servers = [new OpenApiServer { Url = $"/{service}" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Flows = new OpenApiOAuthFlows
                {
                    ClientCredentials = new OpenApiOAuthFlow
                    {
                        TokenUrl = new Uri("/connect/token", UriKind.Relative),
                        Scopes = Scopes.All.Where(scope => Scopes.AudiencesOf(scope).Contains(service)).ToDictionary(scope => scope, scope => scope),
                    },
                },
            };
            return Task.CompletedTask;
        });
        // What has no value is left out of an answer and may be left out of a request.
        options.AddSchemaTransformer((schema, context, _) =>
        {
            foreach (var property in context.JsonTypeInfo.Properties.Where(property => property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null))
                schema.Required?.Remove(property.Name);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var demanded = context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredScope>().Select(required => required.Scope).ToList();
            if (demanded.Count > 0)
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = demanded }];
            return Task.CompletedTask;
        });
    }
}
