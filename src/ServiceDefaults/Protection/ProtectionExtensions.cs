using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PovertyPlatform.ServiceDefaults.Protection;

/// <summary>Gives a service the keys that seal personal data.</summary>
public static class ProtectionExtensions
{
    /// <summary>Adds the <see cref="KeyRing"/>; without keys the service does not start. Steps that touch no sealed value (<c>migrate</c>) need none.</summary>
    public static IHostApplicationBuilder AddProtection(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ProtectionOptions>().BindConfiguration("Protection");
        builder.Services.AddSingleton(services => Open(services.GetRequiredService<IOptions<ProtectionOptions>>().Value.KeyFile, builder.Environment.IsProduction()));
        builder.Services.AddHostedService<KeyCheck>();
        return builder;
    }

    private static KeyRing Open(string path, bool isProduction)
    {
        if (path.Length == 0)
            throw new InvalidOperationException("Protection__KeyFile is missing: it names the file with the keys that seal identity numbers. Start through ./dev up, or set it.");
        if (isProduction && !File.Exists(path))
            throw new InvalidOperationException($"The key file '{path}' (Protection__KeyFile) is not there. In production keys are made by whoever keeps them, never by the service.");
        KeyFile.Make(path);
        return new KeyRing(path);
    }

    /// <summary>Asks for the keys at the start, not at the first person.</summary>
    private sealed class KeyCheck(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<KeyRing>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
