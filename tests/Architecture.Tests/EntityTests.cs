using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.ArchitectureTests;

/// <summary>Every stored thing is bound to an area or says why it is not; bound ones are filtered.</summary>
public class EntityTests
{
    [Theory]
    [MemberData(nameof(House.Services), MemberType = typeof(House))]
    public void Entity_IsAreaBoundOrNationwide(string service)
    {
        var loose = Entities(service).Where(entity => !typeof(IAreaBound).IsAssignableFrom(entity.ClrType)
            && entity.ClrType.GetCustomAttributes(typeof(NationwideAttribute), false).Length == 0
            && !entity.ClrType.Namespace!.StartsWith("OpenIddict", StringComparison.Ordinal)
            && !entity.ClrType.Namespace!.StartsWith("PovertyPlatform.Messaging", StringComparison.Ordinal)
            && !entity.IsOwned()).Select(entity => entity.ClrType.FullName).ToList();
        Assert.Empty(loose);
    }

    [Theory]
    [MemberData(nameof(House.Services), MemberType = typeof(House))]
    public void AreaBoundEntity_HasTheFilter(string service)
    {
        var open = Entities(service).Where(entity => typeof(IAreaBound).IsAssignableFrom(entity.ClrType)
            && entity.FindDeclaredQueryFilter(AreaBoundContext.AreaFilter) is null).Select(entity => entity.ClrType.FullName).ToList();
        Assert.Empty(open);
    }

    [Theory]
    [MemberData(nameof(House.Services), MemberType = typeof(House))]
    public void Service_HasOneAreaBoundContext(string service) => Assert.Single(Contexts(service));

    private static List<Type> Contexts(string service) =>
        [.. House.Service(service).GetTypes().Where(type => !type.IsAbstract && typeof(AreaBoundContext).IsAssignableFrom(type))];

    private static List<Microsoft.EntityFrameworkCore.Metadata.IEntityType> Entities(string service) => [.. Contexts(service).SelectMany(type =>
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        options.UseNpgsql("Host=nowhere").UseSnakeCaseNamingConvention();
        using var context = (DbContext)Activator.CreateInstance(type, options.Options)!;
        return context.Model.GetEntityTypes().ToList();
    })];
}
